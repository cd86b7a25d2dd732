"""What people reach, beside somebody without limits: numbers with their bounds."""
