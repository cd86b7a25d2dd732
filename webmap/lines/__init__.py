"""Lines: their pages, the editor of those by hand, tables and files of them."""
