"""Where passages are kept and found. ``engine`` says what an engine is; each folder holds one."""
