/** Who does something that only one instance of the portal does at a time. */
export interface Lease {
  owner: string;
  renewedAt: Date;
  expiresAt: Date;
}

/** Leases that all instances of the portal see. */
export interface Leases {
  /** Takes or renews a lease; false while somebody else has it. */
  acquire(options: {
    name: string;
    owner: string;
    now: Date;
    ttlMs: number;
  }): Promise<boolean>;
  /** Gives a lease back, so that nobody has to wait for its end. */
  release(options: { name: string; owner: string; now: Date }): Promise<void>;
  read(name: string): Promise<Lease | undefined>;
}
