/** Why something is no customer: the field and what is allowed there. */
export class CustomerError extends Error {
  override readonly name = "CustomerError";
}
