package dev.rehearsal.campaign.report;

/**
 * How the page looks: light or dark as the reader has it, from a phone's width to a wide screen.
 */
final class Style {

    private Style() {}

    static final String TEXT =
            """
            :root {
              color-scheme: light dark;
              --paper: #ffffff; --card: #f6f7f9; --ink: #1c2430; --quiet: #5b6675; --line: #d9dee6;
              --accent: #1f5fbf; --soft: #b9cdea; --good: #1a7f4b; --bad: #b3261e; --warn: #8a5a00;
              --bad-soft: #fbe9e7; --code: #eef1f5;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --paper: #12161c; --card: #1a2029; --ink: #e3e8ef; --quiet: #98a4b4; --line: #2f3947;
                --accent: #7db0ff; --soft: #2d4468; --good: #5fce96; --bad: #ff8a80; --warn: #e7b75f;
                --bad-soft: #3a1f1f; --code: #1f2732;
              }
            }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; }
            body {
              margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 3rem; max-width: 1500px;
              background: var(--paper); color: var(--ink);
              font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
            }
            h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: 0; }
            h2 { font-size: 1.3rem; margin: 2.6rem 0 .8rem; padding-bottom: .3rem;
                 border-bottom: 1px solid var(--line); }
            h3 { font-size: 1.1rem; margin: 0 0 .4rem; overflow-wrap: anywhere; font-weight: 400; }
            h3 span { font-weight: 650; }
            p { max-width: 78ch; margin: .5rem 0; overflow-wrap: anywhere; }
            .quiet, footer { color: var(--quiet); font-size: .92rem; }
            .alarm { color: var(--bad); font-weight: 600; }
            .title { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; }
            .verdict { padding: .15rem .8rem; border-radius: 1rem; font-weight: 650; color: #fff; }
            .verdict.red { background: #b3261e; }
            .verdict.green { background: #1a7f4b; }
            .verdict.inconclusive { background: #8a5a00; }
            .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(155px, 1fr));
                     gap: .8rem; margin: 1.2rem 0 0; }
            .cards div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
                         padding: .7rem .9rem; min-width: 0; }
            dt { color: var(--quiet); font-size: .88rem; }
            dd { margin: 0; overflow-wrap: anywhere; }
            .big { font-size: 1.45rem; font-weight: 600; line-height: 1.35;
                   font-variant-numeric: tabular-nums; }
            .finding { background: var(--card); border: 1px solid var(--line);
                       border-left: 5px solid var(--bad); border-radius: .6rem;
                       padding: 1rem 1.1rem; margin: 0 0 1.1rem; }
            .finding.fixed { border-left-color: var(--good); }
            .chips { display: flex; flex-wrap: wrap; gap: .4rem; max-width: none; }
            .chip { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem;
                    padding: .05rem .65rem; font-size: .86rem; }
            .message { font-weight: 550; }
            .story { padding-left: 1.6rem; max-width: 90ch; }
            .story li { margin: .15rem 0; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; max-width: 100%; }
            .picture { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem;
                       margin: .8rem 0; padding: .4rem; }
            pre { background: var(--code); border-radius: .5rem; padding: .6rem .8rem; margin: .6rem 0;
                  font: .86rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
                  min-width: fit-content; }
            code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
            details summary { cursor: pointer; color: var(--accent); padding: .3rem 0; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
            th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: right;
                     vertical-align: top; }
            thead th { color: var(--quiet); font-weight: 500; vertical-align: bottom; }
            tbody th { font-weight: 550; white-space: nowrap; }
            th:first-child, .left th, .left td, .facts td { text-align: left; }
            .facts td { overflow-wrap: anywhere; }
            .facts th { white-space: normal; font-weight: 500; color: var(--quiet); }
            .figures { width: 100%; }
            .figures td { white-space: nowrap; }
            figure { margin: 0; min-width: 0; }
            figcaption { text-align: center; color: var(--quiet); font-size: .9rem; }
            .pair, .grid { display: grid; gap: 1.2rem; }
            .pair { grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); }
            .grid { grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); }
            .chart { width: 100%; height: auto; display: block; max-width: 520px; margin: 0 auto; }
            .chart text { fill: var(--quiet); font-size: 12px; }
            .chart .rule { stroke: var(--line); }
            .plain { padding-left: 1.2rem; max-width: 90ch; }
            .plain li { margin: .25rem 0; }
            .bars { list-style: none; padding: 0; margin: .6rem 0; display: grid; gap: .3rem 2rem; }
            .bars.many { grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
            .bars li { display: grid; grid-template-columns: minmax(0, 10.5rem) minmax(3rem, 1fr) 9.5rem;
                       gap: .6rem; align-items: center; font-size: .9rem; }
            .bars .name { overflow-wrap: anywhere; }
            .bars .value { text-align: right; font-variant-numeric: tabular-nums;
                           white-space: nowrap; font-size: .86rem; }
            .bar { position: relative; height: .8rem; background: var(--card); border-radius: .4rem;
                   overflow: hidden; }
            .bar i, .bar b { position: absolute; left: 0; top: 0; bottom: 0; border-radius: .4rem; }
            .bar i { background: var(--soft); }
            .bar b { background: var(--accent); }
            .diagram text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px;
                            stroke-linejoin: round; }
            .diagram {
              display: block;
              --d-text: var(--ink); --d-quiet: var(--quiet); --d-ink: var(--ink); --d-lane: var(--line);
              --d-head: var(--card); --d-open: var(--soft); --d-odd: var(--warn); --d-good: var(--good);
              --d-bad: var(--bad); --d-bad-soft: var(--bad-soft);
            }
            footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
            @media (max-width: 560px) {
              .bars li { grid-template-columns: minmax(0, 1fr) 8.5rem; }
              .bars .bar { grid-column: 1 / -1; grid-row: 2; }
              .finding { padding: .8rem; }
              .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
            }
            @media print { .finding { break-inside: avoid; } details { display: none; } }
            """;
}
