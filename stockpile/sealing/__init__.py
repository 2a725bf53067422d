"""The mathematics of trust: Merkle tree, checkpoint, proof, keys. No database, no clock."""
