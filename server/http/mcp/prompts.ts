/** A question that people ask again and again, as a prompt with one blank. */
export interface Prompt {
  readonly name: string
  readonly title: string
  readonly argument: { readonly name: string; readonly description: string }
  readonly text: (value: string) => string
}

export const prompts: readonly Prompt[] = [
  {
    name: 'who_should_not_have_access',
    title: 'Who still has access and should not?',
    argument: { name: 'app', description: 'The connection, as it is named in Rollcall' },
    text: app =>
      `Who still has access to ${app} and should not? Read the open findings of that connection. For each person say since when, what the evidence is and how old it is, and whether something blocks a plan. Do not draft a plan unless I ask.`,
  },
  {
    name: 'offboard',
    title: 'What is left to do for somebody who leaves?',
    argument: { name: 'person', description: 'Name or e-mail' },
    text: person =>
      `${person} leaves. Find them, list every identity and account they hold with its status, and what is known of how each app is left (list_apps, with what to watch out for). Then draft one plan of the findings that nothing blocks, and give me its address and hash so that I can approve it in the console. Say what a person has to do by hand.`,
  },
  {
    name: 'what_is_wasted',
    title: 'What do we pay for that nobody uses?',
    argument: { name: 'app', description: 'The connection, as it is named in Rollcall, or "all"' },
    text: app =>
      `What do we pay for in ${app} that nobody uses? Begin with the summary of findings, then list those of the kinds never_signed_in, idle and active_after_deactivation with their price. Sum by app and by month, and say for how many no price is known. Draft no plan.`,
  },
  {
    name: 'follow_up',
    title: 'What did we promise on a call?',
    argument: { name: 'call', description: 'The title of the call, or words that were said in it' },
    text: call =>
      `Find the call "${call}". List what our side promised and what the customer asked for, each with who said it and at what time, quoting the transcript. Write nothing that was not said.`,
  },
]
