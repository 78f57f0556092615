"""Tools for building; nothing at run time needs them."""
