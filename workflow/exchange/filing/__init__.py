"""The filing package 备案材料 of one region's edition for the national platform: checked whole, then made as files."""
