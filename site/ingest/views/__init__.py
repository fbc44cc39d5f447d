"""从文件导入 in the admin: upload, batch, one file, undo, lists."""
