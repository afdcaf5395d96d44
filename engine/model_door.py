"""The part of the door that is about models: settings, keys, prices, connection, asking."""
