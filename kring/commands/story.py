"""`kring story`."""
import argparse
def add(commands): pass
