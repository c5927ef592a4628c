"""The law: each rule a line of data - name, shape, citation, who cures it; one file a matter, built from `shapes`."""
