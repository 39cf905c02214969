// An archive of everything that is longer, wider, emptier or stranger than usual.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'

/** A picture of one colour, as large as a photograph of a whiteboard. */
const picture = (width, height) => {
  const crc = (bytes) => {
    let sum = ~0
    for (const byte of bytes) {
      sum ^= byte
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
    }
    return ~sum >>> 0
  }
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([size, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height, 0xb0)
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

const two = (n) => String(n).padStart(2, '0')
const LONG = 'The checkout service refused every second payment for customers of the three largest markets while the team followed a runbook for another failure that looked exactly like this one from the outside..'
const UNBROKEN = 'com.example.payments.internal.gateway.retry.ExponentialBackoffWithJitterAndCircuitBreakerStrategyFactoryBean'
const events = Array.from({ length: 120 }, (_, i) => `  - {at: "2024-05-03 ${two(8 + Math.floor(i / 12))}:${two((i % 12) * 5)}", text: "Step ${i + 1}: ${i % 7 ? 'somebody looks at a graph' : `${LONG} ${UNBROKEN}`}"}`)
const columns = Array.from({ length: 24 }, (_, i) => `column ${i + 1}`)

const REPORTS = {
  'long-title.md': `---\ntitle: "${LONG}"\nseverity: sev1\nstatus: done\nstarted: 2024-05-03T08:00:00Z\nmitigated: 2024-05-03T17:55:00Z\nresolved: 2024-05-03T18:00:00Z\nservices: [checkout, payments]\ncauses: [operations/runbook-missing]\nsummary: "${LONG} ${LONG}"\nimpact: "${LONG}"\nauthors: ["${'Maximiliana Konstantinopoulou-Featherstonehaugh'}"]\ntimeline:\n${events.join('\n')}\nactions:\n  - {title: "${LONG}", owner: "${UNBROKEN}", due: 2024-06-01, status: open}\n---\n\n## ${LONG}\n\n${UNBROKEN}\n`,
  'thirty-services.md': `---\ntitle: A cluster lost its control plane\nseverity: sev2\nstarted: 2024-06-01 10:00\nended: 2024-06-02 11:30\nservices: [${Array.from({ length: 30 }, (_, i) => `service-with-a-name-${i + 1}`)}]\ntags: [${Array.from({ length: 40 }, (_, i) => `tag-${i + 1}`)}]\ncauses: [infrastructure/orchestrator, capacity/exhaustion, resilience-design/single-point-of-failure, detection-response/no-alert, operations/review-gap]\n---\n\nAll of them.\n`,
  'unbroken.md': `---\ntitle: "payments_gateway_reconciliation_worker_eu_west_1 stopped after ${UNBROKEN} threw"\nseverity: sev2\nstatus: done\nstarted: 2024-06-20 10:00\nended: 2024-06-20 11:30\nservices: [${'b'.repeat(120)}, payments_gateway_reconciliation_worker_eu_west_1]\ncauses: [network/dns]\nactions:\n  - {title: "${UNBROKEN}", owner: payments_gateway_reconciliation_owners, status: open, links: ["https://tickets.example.org/browse/payments_gateway_reconciliation_worker_eu_west_1_backlog"]}\n---\n\n${UNBROKEN} threw.\n`,
  'chinese.md': `---\ntitle: 主数据库故障导致全部支付请求失败，备用节点未能自动接管，值班工程师在四十分钟后手动切换流量并恢复服务\nseverity: sev1\nstarted: 2024-07-01 09:12\nmitigated: 2024-07-01 09:52\nresolved: 2024-07-01 11:00\nservices: [支付网关, 订单服务]\ntags: [数据库]\nsummary: 主数据库在例行维护后未能启动。所有支付请求返回错误，直到流量切换到另一个区域。\ntimeline:\n  - {at: "09:12", text: 监控系统报告支付成功率降至零}\n  - {at: "09:52", text: 流量切换完成，支付恢复正常}\n---\n\n## 影响\n\n约一万两千笔支付失败，其中大部分在恢复后由客户重新提交。\n`,
  'arabic.md': `---\ntitle: "تعطّل خدمة الدفع بعد تحديث payment-gateway إلى الإصدار 2.3.1 في منطقتي eu-west-1 وme-south-1"\nseverity: sev2\nstarted: 2024-08-10 14:00\nmitigated: 2024-08-10 14:45\nresolved: 2024-08-10 16:00\nservices: [بوابة الدفع]\nsummary: أدى تحديث إلى تعطّل بوابة الدفع لمدة 45 دقيقة، ثم أُعيد الإصدار السابق.\ntimeline:\n  - {at: "14:00", text: بدأ نشر الإصدار 2.3.1}\n  - {at: "14:45", text: "أُعيد الإصدار السابق بالأمر \`kubectl rollout undo\`"}\n---\n\n## ما الذي حدث\n\nغيّر التحديث مهلة الاتصال من 30 ثانية إلى 30 ميلي ثانية.\n\n- أولًا\n- ثانيًا\n\n\`\`\`yaml\ntimeout: 30ms\n\`\`\`\n`,
  'code-tables-and-pictures.md': `---\ntitle: Code, tables and pictures\nstarted: 2024-09-01 10:00\nended: 2024-09-01 10:20\n---\n\n## Log\n\n\`\`\`\n2024-09-01T10:00:00.000Z ERROR ${'0123456789abcdef'.repeat(20)}\n\`\`\`\n\nInline: \`${UNBROKEN}\`, https://example.org/${'a/'.repeat(120)}\n\n## Table\n\n| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}\n| ${columns.map((_, i) => `${i} of some words`).join(' | ')} |\n\n## Picture\n\n![A whiteboard](whiteboard.png)\n\n> ${LONG}\n\n1. one\n   1. two\n      1. three\n         1. four\n            1. five ${UNBROKEN}\n`,
  'nothing-but-a-title.md': `---\ntitle: Nothing but a title\n---\n`,
  'no-summary-no-date.md': `# Something happened\n\nNobody wrote down when.\n`,
  'ongoing.md': `---\ntitle: Logins fail for some\nseverity: sev1\nstatus: draft\nstarted: 2026-11-23 07:30\ntimeline:\n  - {at: "07:30", text: The first customer calls, kind: started}\n  - {at: "07:41", text: Somebody is paged, kind: detected}\n---\n`,
  'over-in-a-second.md': `---\ntitle: Over in a second\nseverity: sev4\nstarted: 2024-10-01T10:00:00Z\nended: 2024-10-01T10:00:01Z\n---\n`,
  'years-long.md': `---\ntitle: A slow leak\nseverity: sev3\nstarted: 2011-03\nended: 2019-11-30\n---\n\nIt took years to see.\n`,
}

/** Writes the archive, for a site in a language. */
export const extremes = (folder, language) => {
  mkdirSync(join(folder, 'incidents'), { recursive: true })
  writeFileSync(join(folder, 'book.toml'), `[book]\nlanguage = "${language}"\ntitle = "An archive with an uncommonly long name, of all the incidents that ever were"\ntimezone = "Europe/London"\n[output.html]\nsite-url = "https://example.org/"\n`)
  for (const [name, text] of Object.entries(REPORTS)) writeFileSync(join(folder, 'incidents', name), text)
  writeFileSync(join(folder, 'incidents', 'whiteboard.png'), picture(4000, 3000))
}
