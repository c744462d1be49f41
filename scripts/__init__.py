"""Programs that are run by hand or by make, and are no part of the product."""
