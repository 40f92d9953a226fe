import compat from 'eslint-plugin-compat'
import vue from 'eslint-plugin-vue'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'src/api/schema.gen.ts', '.results', 'e2e/.results']),
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.recommendedTypeChecked, vue.configs['flat/essential']],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: ['./tsconfig.json', './tsconfig.worker.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      // vue-tsc knows which names exist; the pages and parts of a domain are named by what they show.
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.vue'],
    ignores: ['src/**/*.test.ts'],
    extends: [compat.configs['flat/recommended']],
  },
  // ESLint sees no types of .vue files (vue-tsc does), and this one hands one on.
  { files: ['src/start.ts'], rules: { '@typescript-eslint/no-unsafe-argument': 'off' } },
)
