"""What a judged sheet comes to: its report, its marks, its annotated copy."""
