"""The frozen types that flow between stages. Stages exchange these and nothing else."""
