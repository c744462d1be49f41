"""One function per thing that a person or the clock may do; each is one transaction of whoever calls it."""
