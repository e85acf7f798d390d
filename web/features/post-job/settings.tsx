'use client'
import { assertNever } from '@millrace/sdk'
import { toastProblem } from '../../components/toast-problem.ts'
import { Button } from '../../components/ui/button.tsx'
import { Field } from '../../components/ui/field.tsx'
import { FilePicker } from '../../components/ui/file-picker.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { formatBytes } from '../../lib/format.ts'
import { exampleTable, type PickedFile, type ReportDraft } from '../../lib/templates/data-report.ts'
import { optionFieldError, optionFieldNames, optionFields, type OptionDraft } from '../../lib/templates/option-price.ts'
import { pickModule, type ModuleDraft } from '../../lib/templates/own-module.ts'
import { pictureQualities, pictureSizes, type PictureDraft } from '../../lib/templates/picture.ts'
import type { Draft } from '../../lib/templates/templates.ts'

type FormProps<D> = { readonly draft: D; readonly onChange: (draft: D) => void }

/** The settings of the template in hand. */
export function Settings({ draft, onChange }: FormProps<Draft>) {
  switch (draft.template) {
    case 'picture':
      return <PictureForm draft={draft.picture} onChange={(picture) => onChange({ ...draft, picture })} />
    case 'option':
      return <OptionForm draft={draft.option} onChange={(option) => onChange({ ...draft, option })} />
    case 'report':
      return <ReportForm draft={draft.report} onChange={(report) => onChange({ ...draft, report })} />
    case 'own':
      return <ModuleForm draft={draft.own} onChange={(own) => onChange({ ...draft, own })} />
    default:
      return assertNever(draft.template)
  }
}

const SIZES = [
  { value: 'small', label: `Small · ${pictureSizes.small.width} × ${pictureSizes.small.height}` },
  { value: 'medium', label: `Medium · ${pictureSizes.medium.width} × ${pictureSizes.medium.height}` },
  { value: 'large', label: `Large · ${pictureSizes.large.width} × ${pictureSizes.large.height}` },
] as const satisfies { value: PictureDraft['size']; label: string }[]

const QUALITIES = [
  { value: 'draft', label: pictureQualities.draft.label },
  { value: 'good', label: pictureQualities.good.label },
  { value: 'fine', label: pictureQualities.fine.label },
] as const satisfies { value: PictureDraft['quality']; label: string }[]

function PictureForm({ draft, onChange }: FormProps<PictureDraft>) {
  return (
    <div className="space-y-4">
      <Segmented
        titled
        label="Size"
        value={draft.size}
        options={SIZES}
        onChange={(size) => onChange({ ...draft, size })}
      />
      <Segmented
        titled
        label="Quality"
        value={draft.quality}
        options={QUALITIES}
        onChange={(quality) => onChange({ ...draft, quality })}
      />
    </div>
  )
}

function OptionForm({ draft, onChange }: FormProps<OptionDraft>) {
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
      {optionFieldNames.map((name) => (
        <Field
          key={name}
          id={`option-${name}`}
          label={optionFields[name].label}
          unit={optionFields[name].unit}
          inputMode="decimal"
          autoComplete="off"
          value={draft[name]}
          error={optionFieldError(name, draft[name])}
          onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
        />
      ))}
    </div>
  )
}

function ReportForm({ draft: { file }, onChange }: FormProps<ReportDraft>) {
  return (
    <div className="space-y-3">
      <FilePicker
        label={file ? 'Choose another CSV file' : 'Choose a CSV file'}
        hint="Or drop it here. At most 8 MiB."
        accept=".csv,text/csv"
        onFiles={([picked]) => onChange({ file: picked })}
        onError={toastProblem}
      />
      {file ? (
        <FileLine file={file} onRemove={() => onChange({ file: undefined })} />
      ) : (
        <Button kind="quiet" onClick={() => onChange({ file: exampleTable })}>
          Take the example
        </Button>
      )}
    </div>
  )
}

function ModuleForm({ draft, onChange }: FormProps<ModuleDraft>) {
  return (
    <div className="space-y-4">
      <FilePicker
        label={draft.module ? 'Choose another module' : 'Choose a .wasm module'}
        hint="WASI preview 1, beginning at _start. It reads /in and writes /out."
        accept=".wasm,application/wasm"
        onFiles={([file]) => onChange({ ...draft, module: file && pickModule(file) })}
        onError={toastProblem}
      />
      {draft.module && <FileLine file={draft.module} onRemove={() => onChange({ ...draft, module: undefined })} />}
      {draft.module?.refusal !== undefined && (
        <p role="alert" className="text-sm text-brick">
          {draft.module.refusal}
        </p>
      )}
      <FilePicker
        label="Add input files"
        hint="Each appears below /in under its own name."
        multiple
        onFiles={(files) => onChange({ ...draft, inputs: [...draft.inputs, ...files] })}
        onError={toastProblem}
      />
      {draft.inputs.map((file, index) => (
        <FileLine
          key={`${index}:${file.name}`}
          file={file}
          onRemove={() => onChange({ ...draft, inputs: draft.inputs.filter((other) => other !== file) })}
        />
      ))}
      <Field
        id="own-args"
        label="Arguments"
        hint="Split at spaces."
        autoComplete="off"
        value={draft.args}
        onChange={(event) => onChange({ ...draft, args: event.target.value })}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field
          id="own-steps"
          label="Step limit"
          unit="million"
          inputMode="numeric"
          autoComplete="off"
          value={draft.millionSteps}
          hint="You pay for the steps it takes."
          onChange={(event) => onChange({ ...draft, millionSteps: event.target.value })}
        />
        <Field
          id="own-memory"
          label="Memory"
          unit="MiB"
          inputMode="numeric"
          autoComplete="off"
          value={draft.memoryMib}
          onChange={(event) => onChange({ ...draft, memoryMib: event.target.value })}
        />
      </div>
    </div>
  )
}

function FileLine({ file, onRemove }: { readonly file: PickedFile; readonly onRemove: () => void }) {
  return (
    <p className="flex items-center justify-between gap-3 rounded-xl bg-sunken py-1 pr-1 pl-4">
      <span className="min-w-0 truncate">
        <span className="font-medium">{file.name}</span>{' '}
        <span className="text-sm text-soft">{formatBytes(file.bytes.length)}</span>
      </span>
      <Button kind="quiet" onClick={onRemove}>
        Remove
      </Button>
    </p>
  )
}
