import type { Tracker } from '@rollcall/contract'

/**
 * The trackers a new workspace starts with (CG-18). Phrases are what buyers and sellers say, not what the topic is called: a bare "need"
 * or "time" would light up in every second sentence.
 */
export const defaultTrackers: Pick<Tracker, 'name' | 'phrases' | 'enabled'>[] = [
  {
    name: 'Impact',
    enabled: true,
    phrases:
      list(`the impact; impact on; business impact; bottom line; bottom-line impact; top line impact; cost of doing nothing; cost of inaction; what happens if;
      what would it mean; difference it would make; game changer; move the needle; moves the needle; save time; saves time; saving time; time savings; save us; saves us;
      saving us; hours a week; hours per week; hours a day; hours per rep; cost savings; save money; saving money; cost us; costs us; costing us; losing money; lost revenue;
      lost deals; lose deals; losing deals; losing customers; missed opportunities; more productive; productivity; more efficient; efficiency gains; return on investment;
      roi; payback; pays for itself; increase revenue; grow revenue; win more deals; win rate; reduce churn; reduce risk`),
  },
  {
    // Nobody can know a workspace's first competitor. Generic words ("vendor", "alternative") would report a competitor who was never
    // named, and CRM fields are set from this tracker (CG-63); so it waits, switched off, for real names.
    name: 'Competitor 1',
    enabled: false,
    phrases: [],
  },
  {
    name: 'Pain',
    enabled: true,
    phrases:
      list(`pain point; pain points; painful; the pain; biggest challenge; biggest challenges; main challenge; our challenge; our challenges; the challenge is;
      challenge we have; challenges we have; struggle; struggles; struggling; struggled; frustrating; frustrated; frustration; frustrations; headache; headaches; nightmare;
      bottleneck; bottlenecks; pain in the neck; keeps me up at night; keep me up at night; the problem is; the problem with; biggest problem; our problem; problem we have;
      problems we have; issue we have; issues we have; the issue is; biggest issue; falling through the cracks; fall through the cracks; slip through the cracks;
      slipping through the cracks; time consuming; takes too long; taking too long; too much time; waste of time; wasting time; waste time; too manual; very manual;
      all manual; manual process; manual work; manually; by hand; copy and paste; copy paste; error prone; spreadsheets; workaround; workarounds; silos; siloed;
      no visibility; lack of visibility; don't have visibility; blind spot; blind spots; not working; doesn't work; does not work; isn't working; broken; can't keep up;
      fed up; unhappy with; not happy with; dissatisfied; tedious; cumbersome; clunky; hard to use; difficult to use; gets lost; get lost; drops the ball;
      dropped the ball; dropping the ball`),
  },
  {
    name: 'Budget',
    enabled: true,
    phrases:
      list(`budget; budgets; budgeted; budgeting; budget cycle; budget approval; budget holder; out of budget; over budget; under budget; in the budget; no budget;
      funding; funds available; allocated; earmarked; set aside; business case; cost center; cost centre; line item; afford; affordable; can't afford; too expensive; too costly;
      price range; ballpark; willing to pay; what we pay; we're paying; how much does it cost; how much would it cost; what does it cost; what would it cost; spend on;
      spending on; discretionary; purchase order; procurement; end of the fiscal year; budget freeze; spending freeze; hiring freeze`),
  },
  {
    name: 'Need',
    enabled: true,
    phrases:
      list(`we need to; we need a; we need something; we need someone; we need better; we really need; what we need; what you need; what do you need; need help; needs help;
      need to be able to; our needs; your needs; our requirements; your requirements; requirement; requirements; must have; must-haves; nice to have; nice-to-have; deal breaker;
      deal breakers; dealbreaker; looking for; we're looking for; what are you looking for; would like to be able to; we want to be able to; wish we could; it would be great if;
      it would be nice if; wish list; critical for us; important to us; important for us; essential for us; top priority; high priority; our priority; our priorities; priority for us;
      success criteria; ideal solution; ideally; what we're missing; missing feature; feature gap; gap we have; fill the gap; close the gap`),
  },
  {
    name: 'Metrics',
    enabled: true,
    phrases:
      list(`metric; metrics; kpi; kpis; key performance indicator; key performance indicators; key results; okr; okrs; how do you measure; how do we measure; how we measure;
      how you measure; measure success; measured by; measurable; benchmark; benchmarks; baseline; conversion rate; conversion rates; close rate; win rate; win rates; churn rate;
      retention rate; response rate; adoption rate; error rate; quota attainment; hit quota; attainment; pipeline coverage; sales cycle; ramp time; average deal size; deal size;
      cost per lead; cost per acquisition; acquisition cost; lifetime value; net retention; nps; net promoter score; csat; customer satisfaction; handle time; time to value;
      percent increase; percent decrease; percent improvement; percentage points; year over year; month over month; quarter over quarter`),
  },
  {
    name: 'Background',
    enabled: true,
    phrases:
      list(`tell me about your; tell me about yourself; tell me a bit about; tell me a little about; a bit about; a little bit about; a little about us; a little background;
      some background; bit of background; background on; bit of context; some context; our background; your background; your role; my role; my role is; i'm responsible for;
      i am responsible for; responsible for; i lead; i run; i oversee; i manage; i report to; reports to; report to; my team; your team; our team is; team of; how many people; how many reps;
      how many users; how many employees; how big is; how is your team structured; org chart; org structure; today we use; currently use; currently using; we use today; we're using;
      currently have; in place today; existing solution; existing tool; existing tools; current setup; current process; current system; current solution; current vendor; tech stack;
      how do you do that today; how are you doing that today; walk me through; walk me through your; how did you hear; founded in; headquartered; we're based in`),
  },
  {
    name: 'Use Case',
    enabled: true,
    phrases:
      list(`use case; use cases; use it for; using it for; use this for; use that for; would use it; would use this; how would you use; how would we use; who would use; who will use;
      who would be using; workflow; workflows; day to day; day-to-day; day in the life; end user; end users; scenario; scenarios; for example we; imagine; pilot; proof of concept;
      poc; trial; rollout; roll out; roll it out; rolling out; deploy; deployed; deployment; implement; implementation; integrate with; integrates with; integration; integrations;
      onboarding; what we want to do; what we're trying to do; what are you trying to do; trying to accomplish; trying to achieve; trying to solve`),
  },
  {
    name: 'Timing',
    enabled: true,
    phrases:
      list(`timeline; timelines; time line; time frame; timeframe; timing; deadline; deadlines; go live; go-live; going live; live date; start date; launch date; target date; by when;
      when do you need; when would you; when would you like; when are you looking; when do you plan; how soon; how quickly; how long does it take; how long would it take;
      how long will it take; as soon as possible; asap; right away; urgent; urgency; sense of urgency; compelling event; end of the year; end of year; end of the quarter;
      end of quarter; end of the month; end of month; by the end of; beginning of next; this quarter; next quarter; next month; next year; later this year; second half of the year; first half of next year;
      contract ends; contract expires; contract is up; up for renewal; renewal date; renews in; not a priority right now; not right now; revisit; push it out; pushed out;
      put it on hold; on hold; roadmap`),
  },
  {
    name: 'Authority',
    enabled: true,
    phrases:
      list(`decision maker; decision makers; decision-making; decision process; decision criteria; who decides; who else; who else needs; who needs to; who would need to;
      who would sign; who signs; sign off; signs off; signed off; sign-off; sign off on; final say; final decision; final approval; make the decision; makes the decision; make that decision;
      make the call; my decision; not my decision; above my pay grade; approval; approvals; get approval; approve; approves; approved by; needs to approve; buy-in; buy in; stakeholder;
      stakeholders; champion; sponsor; executive sponsor; steering committee; committee; the board; board approval; my boss; my manager; my vp; my director; our ceo; our cfo; our cto;
      our cio; our ciso; our cro; the ceo; the cfo; the cto; the cio; the ciso; the cro; head of; vp of; vice president of; legal team; legal review; our legal; procurement team;
      security review; it team; evaluation team; run it by; run this by; run it past; bring in; loop in; get everyone on board; get them on board`),
  },
]

function list(phrases: string): string[] {
  return phrases.split(';').map(phrase => phrase.replace(/\s+/g, ' ').trim())
}
