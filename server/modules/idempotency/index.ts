export { answerOnce, type KeptAnswer, type OnceRequest, pruneKeys } from './answer-once.ts'
