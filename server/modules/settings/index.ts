export { readSetting, type Setting, writeSetting } from './settings.ts'
