/** What `respan-server --help` prints, for a terminal of 80 columns. */
export const help = `respan-server: the customers list endpoint, over a database of your choice

Usage: respan-server [options]

  --store STORE          memory, the path of a SQLite file, postgres://…,
                         http://… of a ClickHouse, or postgres or clickhouse
                         for DATABASE_URL or CLICKHOUSE_URL  (default: memory)
  --cluster NAME         the ClickHouse cluster to spread the tables over
  --host HOST            the address to listen on         (default: 127.0.0.1)
  --port PORT            0 picks a free one                    (default: 8000)
  --public-url URL       where callers reach it, if through a proxy; links in
                         answers begin with it
  --api-key KEY=ORG      a key and the organization it opens; repeatable
                                  (default: sk_test, for the demo's customers)
  --api-keys-file FILE   the same, one in each line; # begins a comment
  --rate-limit N         requests a minute and organization  (default: no limit)
  --cors ORIGIN          an origin whose pages may call; repeatable; * is any
  --demo-data N          N made-up customers, up to a million, for the first
                         organization, which must have none of its own
  --import FILE          customers to bring in before listening; - is stdin
  --format FORMAT        ndjson, json or csv   (default: by the file's ending)
  --organization ORG     whose customers are imported, where a record says none
                                   (default: the only one that has a key)
  --skip-bad             leave out bad records instead of refusing the file
  --no-log               do not write one line of JSON for each request
  -h, --help             this text

Every option can come from the environment, as RESPAN_SERVER_STORE,
RESPAN_SERVER_API_KEY (several with commas between), and so on.

Example: respan-server --demo-data 5000 --api-key sk_test=my-organization
`;
