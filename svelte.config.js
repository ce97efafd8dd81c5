/** The compiler's defaults: TypeScript in components needs no preprocessor. */
export default {};
