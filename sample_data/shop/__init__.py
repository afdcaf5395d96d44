"""The parts of the invented shop: products, orders, receipts and a survey."""
