/** How a cluster is reached. Holds the token: it is never logged nor put into an error. */
export interface ClusterConnection {
  name: string;
  /** Without a slash at its end. */
  url: string;
  token: string;
  skipTLSVerify: boolean;
  caData?: string;
  caFile?: string;
}
