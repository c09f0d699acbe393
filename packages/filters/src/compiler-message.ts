/** What the compiler shows where a misuse ends in this type; no value has it. */
export interface CompilerMessage<Sentence extends string> {
  /** What is wrong, and what to do. */
  readonly message: Sentence;
}
