"""Runtime of the embedded model: words in, scores out. The only room that knows onnxruntime."""
