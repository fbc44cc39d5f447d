"""What readers search (搜索统计), counted without anything that says who they are."""
