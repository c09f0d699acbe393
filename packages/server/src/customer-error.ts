/** Why something is no customer: the field and what is allowed there. */
export class CustomerError extends Error {
  /** `CustomerError`, whatever a bundler calls the class. */
  override readonly name = "CustomerError";
}
