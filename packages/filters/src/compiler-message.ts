/** What the compiler shows where a misuse ends in this type; no value has it. */
export interface CompilerMessage<Sentence extends string> {
  readonly message: Sentence;
}
