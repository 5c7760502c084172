import { readDataDir } from './config.ts'
import { DemoError, runDemo } from './demo/run-demo.ts'

try {
  console.log(await runDemo(process.argv.slice(2), readDataDir(process.env)))
} catch (error) {
  console.error(error instanceof DemoError ? error.message : error)
  process.exitCode = 1
}
