"""What a region runs on its own machine: a witness of the logs, and a mirror that keeps them and judges every act."""
