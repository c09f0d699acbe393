interface ListBody {
  readonly filters?: { readonly customer_identifier?: { readonly value: readonly [string] } };
}

/**
 * The endpoint over made-up customers that are in no memory: their identifiers count up, and a page
 * is written when it is asked for.
 */
export function manyCustomers(total: number): (request: Request) => Promise<Response> {
  return async (request) => {
    const { searchParams } = new URL(request.url);
    const page = Number(searchParams.get("page"));
    const size = Number(searchParams.get("page_size"));
    const { filters = {} } = (await request.json()) as ListBody;
    const after = filters.customer_identifier?.value[0].slice(1) ?? "-1";
    const first = Number(after) + 1;
    const count = total - first;
    const start = first + (page - 1) * size;
    const rows = Array.from({ length: Math.min(size, Math.max(0, total - start)) }, (_, index) =>
      row(start + index),
    );
    const json = `{"count":${count},"next":null,"previous":null,"results":[${rows.join(",")}]}`;
    return new Response(json, { headers: { "content-type": "application/json" } });
  };
}

function row(index: number): string {
  const identifier = `u${String(index).padStart(9, "0")}`;
  return (
    `{"id":"${identifier}prod8264a3f4-40c7-476a-97d1-96908127ea21",` +
    '"unique_organization_id":"8264a3f4-40c7-476a-97d1-96908127ea21",' +
    `"customer_identifier":"${identifier}","environment":"prod","name":"John Doe",` +
    `"email":"john${index}@example.com","first_seen":"2025-10-15T08:00:00Z",` +
    '"last_active_timeframe":"2025-12-29T10:30:00Z","active_days":75,"number_of_requests":15420,' +
    `"total_tokens":170000,"total_cost":${index / 100},"average_latency":1.23,"average_ttft":0.45}`
  );
}
