import { expect, test } from "vitest";
import * as client from "./index.ts";

test("these names are public, and no others", () => {
  expect(Object.keys(client).sort()).toEqual([
    "AbortError",
    "ApiError",
    "AuthenticationError",
    "ConfigurationError",
    "ConnectionError",
    "LossError",
    "NotFoundError",
    "RateLimitError",
    "RespanError",
    "ResponseShapeError",
    "ServerError",
    "TimeoutError",
    "ValidationError",
    "createClient",
    "isRespanError",
  ]);
});
