"""A run of Feedback as files to take away: a workbook, a report, slides."""
