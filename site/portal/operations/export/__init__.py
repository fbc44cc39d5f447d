"""The static export (静态导出): every public page in both scripts, feeds and files, signed and swapped in one step."""
