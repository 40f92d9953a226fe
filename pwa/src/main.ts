import './shared/oldEngines'
import 'vant/es/style/base.css'
import './shared/ui/tokens.css'
import './shared/ui/base.css'
import { askAhead } from './ahead'

// This file is small and first: what the page asks of the server is on its way while the app still comes.
askAhead()
void import('./start').then(({ start }) => start())
