"""导入: a file is read, judged row by row, looked at, written in one go, and can be undone as a whole."""
