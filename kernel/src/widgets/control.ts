import type { Comm } from '../comm';
import { models } from './model';

/** A front end that is loaded anew asks for the state of every widget at once. */
export function openControl(comm: Comm): void {
  comm.onMessage(({ data }) => {
    if (data.method !== 'request_states') return;
    const states = Object.fromEntries(
      [...models].map(([id, model]) => {
        const state = model.state();
        const { _model_name: model_name, _model_module: model_module } = state;
        const { _model_module_version: model_module_version } = state;
        return [id, { model_name, model_module, model_module_version, state }];
      }),
    );
    comm.send({ method: 'update_states', states, buffer_paths: [] });
  });
}
