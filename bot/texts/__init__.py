"""Every sentence that a person reads; imported by the courier too, so it never imports aiogram."""
