// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary {

/// The report's style sheet: one type scale, a 4-px grid, the Okabe-Ito palette, light and dark.
inline constexpr const char *kReportStyle = R"css(
:root{color-scheme:light dark;--ink:#1c2126;--soft:#5c6670;--line:#dfe3e7;--paper:#ffffff;--well:#f5f6f8;
--base:#6b7680;--control:#8a6d3b;--sft:#0072b2;--rl:#d55e00;--tts:#008a63;--oracle:#a8558a}
@media(prefers-color-scheme:dark){:root{--ink:#e4e7ea;--soft:#9aa4ae;--line:#343b42;--paper:#15191d;--well:#1d2328;
--base:#9aa4ae;--control:#c9a86a;--sft:#56b4e9;--rl:#f08a4b;--tts:#3fc79a;--oracle:#d58fbb}}
*{box-sizing:border-box}
body{margin:0 auto;padding:48px 24px 96px;max-width:960px;
background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
h1{font-size:30px;line-height:1.2;margin:0 0 4px;font-weight:650;letter-spacing:-.01em}
h2{font-size:20px;margin:56px 0 12px;font-weight:600}h3{font-size:15px;margin:28px 0 8px;font-weight:600}
p{margin:8px 0;max-width:68ch}.soft{color:var(--soft)}
.steps{list-style:none;padding:0;margin:12px 0}
.steps li{padding:6px 12px;margin:4px 0;background:var(--well);border-left:3px solid var(--soft)}
.steps li.gain{border-color:var(--tts)}.steps li.none{border-color:var(--control)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;width:100%}
th{text-align:left;font-weight:600;color:var(--soft);white-space:nowrap}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}code,pre{font:12.5px/1.5 ui-monospace,monospace}
pre{background:var(--well);padding:16px;overflow-x:auto;margin:8px 0}
.curves{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:16px}
svg{width:100%;height:auto;display:block;margin:8px 0}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}
svg .tick{font-size:11.5px;fill:var(--soft)}svg .middle{text-anchor:middle}svg .end{text-anchor:end}
svg .title{font-weight:600}
svg .value{font-variant-numeric:tabular-nums}
.grid{stroke:var(--line);stroke-width:1}.leader{stroke:var(--line);stroke-width:1}
.whisker{stroke:var(--role);stroke-width:2}.dot{fill:var(--role)}.hollow{fill:none;stroke:var(--role);stroke-width:1.6}
.role-base{--role:var(--base)}.role-control{--role:var(--control)}.role-sft{--role:var(--sft)}.role-rl{--role:var(--rl)}
.role-tts{--role:var(--tts)}.role-oracle{--role:var(--oracle)}
.role-oracle .dot{fill:none;stroke:var(--role);stroke-width:2}
.key{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:13px;color:var(--soft);margin:8px 0}
.key span::before{content:"";display:inline-block;width:9px;height:9px;border-radius:50%;
margin-right:7px;background:var(--role)}
.key .role-oracle::before{background:none;border:2px solid var(--role)}
.raw,.smooth{fill:none;stroke:var(--sft);stroke-linejoin:round}.raw{opacity:.28;stroke-width:1}.smooth{stroke-width:1.8}
details{margin:12px 0}summary{cursor:pointer;color:var(--soft)}
)css";

} // namespace lapidary
