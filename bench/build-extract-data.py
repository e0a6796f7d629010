"""Builds bench/data/extract.jsonl: 100 documents whose values are known.

Truth comes from other parsers than ours (Python's email, json, tomllib; icalendar; git's own fields), or, for invoices and
customers' mails, by construction: those are invented, from a seed, in five layouts and five locales.

usage: build-extract-data.py MIRRORS MAILS CALENDARS > bench/data/extract.jsonl
MIRRORS: a folder of bare clones OWNER+NAME/repo; MAILS: test/test_email/data of CPython;
CALENDARS: src/icalendar/tests of icalendar, which must be installed too
"""
import csv, datetime, email, email.policy, email.utils, io, json, pathlib, random, subprocess, sys, tomllib

import icalendar

mirrors, mails, calendars = map(pathlib.Path, sys.argv[1:4])
seed = random.Random(9)


def git(repo, *args):
    return subprocess.run(['git', '-C', mirrors / repo / 'repo', *args], capture_output=True, check=True).stdout.decode('utf8', 'replace')


def put(worker, source, text, values):
    print(json.dumps({'worker': worker, 'source': source, 'text': text, 'values': values}, ensure_ascii=False))


# Invoices: words, number format, date format and currency of each locale.
LOCALES = {
    'en-US': (('Invoice', 'Invoice #', 'Date', 'Due', 'Bill to', 'Description', 'Qty', 'Price', 'Amount', 'Subtotal', 'Sales tax', 'Total due'), lambda v: f'{v:,.2f}', '%B %d, %Y', ('$', 'USD')),
    'en-GB': (('Invoice', 'Invoice no.', 'Invoice date', 'Payment due', 'To', 'Item', 'Quantity', 'Unit price', 'Total', 'Net', 'VAT', 'Amount payable'), lambda v: f'{v:,.2f}', '%d/%m/%Y', ('£', 'GBP')),
    'de-DE': (('Rechnung', 'Rechnungs-Nr.', 'Rechnungsdatum', 'Zahlbar bis', 'An', 'Beschreibung', 'Menge', 'Einzelpreis', 'Betrag', 'Zwischensumme', 'MwSt.', 'Gesamtbetrag'), lambda v: f'{v:,.2f}'.translate(str.maketrans(',.', '.,')), '%d.%m.%Y', ('€', 'EUR')),
    'fr-FR': (('Facture', 'Facture n°', 'Date', 'Échéance', 'Client', 'Désignation', 'Qté', 'Prix unitaire', 'Montant', 'Total HT', 'TVA', 'Total TTC'), lambda v: f'{v:,.2f}'.translate(str.maketrans(',.', ' ,')), '%d/%m/%Y', ('€', 'EUR')),
    'sv-SE': (('Faktura', 'Fakturanummer', 'Fakturadatum', 'Förfallodatum', 'Kund', 'Beskrivning', 'Antal', 'À-pris', 'Belopp', 'Netto', 'Moms', 'Att betala'), lambda v: f'{v:,.2f}'.translate(str.maketrans(',.', ' ,')), '%Y-%m-%d', ('kr', 'SEK')),
}
SELLERS = {'en-US': ['Northwind Supply Inc.', 'Blue Harbor Coffee LLC'], 'en-GB': ['Ashdown Stationers Ltd', 'Kestrel Tools plc'], 'de-DE': ['Müller & Söhne GmbH', 'Bäckerei Krüger e.K.'], 'fr-FR': ['Établissements Morel SARL', 'Librairie du Pont'], 'sv-SE': ['Åkerlunds Järn AB', 'Sjöbergs Trädgård HB']}
CUSTOMERS = ['Acme Trading', 'Helena Ortiz', 'Fabrikam Research', 'Jonas Weber', 'Contoso Foods', 'Priya Raman']
THINGS = ['Steel screws M8 (box of 100)', 'Cordless drill PX-200', 'Printer paper A4', 'Espresso beans 1 kg', 'Delivery', 'Desk lamp "Aurora"', 'Garden hose 25 m', 'USB-C cable, 2 m', 'Consulting, on site', 'Paint, white 10 l']


def invoice(number, locale, layout):
    words, money, form, (sign, code) = LOCALES[locale]
    title, w_no, w_date, w_due, w_to, w_desc, w_qty, w_price, w_amount, w_net, w_tax, w_total = words
    seller, customer = seed.choice(SELLERS[locale]), seed.choice(CUSTOMERS)
    no = seed.choice([f'RE-2024-{number:05}', f'{20240000 + number * 37}', f'INV/{number * 13}/24', f'F{number * 7919:07}'])
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=seed.randrange(360))
    due = day + datetime.timedelta(days=seed.choice([14, 30]))
    items = []
    for thing in seed.sample(THINGS, seed.randint(1, 5)):
        quantity, price = seed.randint(1, 12), seed.randint(199, 160000) / 100
        items.append({'description': thing, 'quantity': quantity, 'unit_price': price, 'amount': round(quantity * price, 2)})
    net = round(sum(each['amount'] for each in items), 2)
    tax = round(net * seed.choice([0.07, 0.19, 0.2, 0.25]), 2)
    total = round(net + tax, 2)
    d, u = day.strftime(form), due.strftime(form)
    truth = {'invoice_number': no, 'issue_date': day.isoformat(), 'due_date': due.isoformat(), 'seller': seller, 'customer': customer, 'currency': code, 'net': net, 'tax': tax, 'total': total, 'items': items}
    sum_of = lambda value: f'{sign}{money(value)}' if sign in '$£' else f'{money(value)} {sign}'
    rows = [(each['description'], str(each['quantity']), money(each['unit_price']), money(each['amount'])) for each in items]
    if layout == 0:  # labels, then a table of columns
        table = [f'{a:<34}{b:>8}{c:>14}{e:>14}' for a, b, c, e in [(w_desc, w_qty, w_price, w_amount), *rows]]
        text = '\n'.join([title.upper(), '', seller, '', f'{w_no}: {no}', f'{w_date}: {d}', f'{w_due}: {u}', f'{w_to}: {customer}', '', *table, '', f'{w_net:<50}{sum_of(net):>20}', f'{w_tax:<50}{sum_of(tax):>20}', f'{w_total:<50}{sum_of(total):>20}'])
    elif layout == 1:  # two columns of heads, a label above its value
        text = '\n'.join([f'{seller:<40}{title}', '', f'{w_to:<40}{w_no}', f'{customer:<40}{no}', f'{"":<40}{w_date}', f'{"":<40}{d}', '', *[f'{b} x {a} @ {c}{"":<6}{e}' for a, b, c, e in rows], '', f'{w_net} {money(net)}   {w_tax} {money(tax)}', f'{w_total} {sum_of(total)}', f'{w_due} {u}'])
    elif layout == 2:  # Markdown
        text = '\n'.join([f'# {title} {no}', '', f'**{seller}**', '', f'| {w_date} | {w_due} | {w_to} |', '| --- | --- | --- |', f'| {d} | {u} | {customer} |', '', f'| {w_desc} | {w_qty} | {w_price} | {w_amount} |', '| --- | ---: | ---: | ---: |', *[f'| {a} | {b} | {c} | {e} |' for a, b, c, e in rows], '', f'- {w_net}: {sum_of(net)}', f'- {w_tax}: {sum_of(tax)}', f'- **{w_total}: {sum_of(total)}**'])
    elif layout == 3:  # a till receipt: no customer, no day of payment
        truth |= {'customer': None, 'due_date': None}
        text = '\n'.join([seller.center(42), '', f'{d}  14:{number % 60:02}  {w_no} {no}', '-' * 42, *[line for a, b, c, e in rows for line in (a, f'   {b} x {c:<12}{e:>22}')], '-' * 42, f'{w_net:<20}{money(net):>22}', f'{w_tax:<20}{money(tax):>22}', f'{w_total.upper():<20}{code} {money(total):>18}'])
    else:  # CSV, as a shop exports it
        out = io.StringIO()
        writer = csv.writer(out, delimiter=';', lineterminator='\n')
        writer.writerows([[w_no, no], [w_date, d], [w_due, u], [title, seller], [w_to, customer], [], [w_desc, w_qty, w_price, w_amount], *rows, [], [w_net, '', '', money(net)], [w_tax, '', '', money(tax)], [f'{w_total} ({code})', '', '', money(total)]])
        text = out.getvalue()
    put('invoice', f'generated: layout {layout}, {locale}', text, truth)


for number in range(28):
    invoice(number + 3, list(LOCALES)[number % 5], (number // 5 + number) % 5)

# Mails of customers, invented too.
PEOPLE = [('Jane Doe', 'Bright Foods Ltd', 'Head of Procurement', '+44 20 7946 0991'), ('Karl Lindner', 'Lindner Maschinenbau GmbH', 'Werkstattleiter', '+49 30 901820'), ('Amélie Roux', 'Atelier Roux', 'Gérante', '+33 1 99 00 12 34'), ('Tom Okafor', 'Okafor Logistics', None, None)]
ASKS = [('buy', 'We would like to order 40 licences of your planning tool. Could you send me a quote by Friday?'), ('cancel', 'Please cancel our subscription at the end of this month and confirm it in writing.'), ('complaint', 'The parcel came two weeks late and half of it was broken. This is not acceptable.'), ('support', 'Since the update the export ends with "error 502". How can we get it to work again?'), ('meeting', 'Could we meet next Tuesday at 10 to talk about the pilot?'), ('job', 'I saw that you are looking for a backend developer and would like to apply. My CV is attached.')]
for number in range(12):
    (name, company, role, phone), (intent, ask) = PEOPLE[number % 4], ASKS[number % 6]
    address = f'{name.split()[0].lower().replace("é", "e")}@{company.split()[0].lower()}.example'
    sign = [name, *([f'{role}, {company}'] if role and number % 2 else [role, company] if role else [company]), *([f'Tel. {phone}'] if phone else [])]
    if number < 6:
        text = '\n'.join([f'From: {name} <{address}>', 'To: hello@ourshop.example', f'Subject: {ask.split(".")[0][:40]}', '', 'Hello,', '', ask, '', 'Kind regards', *sign])
    else:
        text = '\n'.join(['Dear team,', '', f'I am writing for {company}. {ask}', '', 'Best', *sign, address, '', '> On Monday, Sam Hill <sam@ourshop.example> wrote:', '> Thanks for your interest. Call us: +1 555 0100'])
    put('crm-contact', 'generated', text, {'name': name, 'company': company, 'role': role, 'email': address, 'phone': phone, 'intent': intent})

# Mails: CPython's own tests.
found = 0
for path in sorted(mails.glob('msg_*.txt')):
    raw = path.read_bytes()
    try:
        message = email.message_from_bytes(raw)
        day = email.utils.parsedate_to_datetime(message['date']).date().isoformat()
    except Exception:
        continue
    text = raw.decode('latin1')
    sender = email.utils.parseaddr(message['from'] or '')[1]
    if '@' not in sender or '=?' in text or len(text) > 5000 or found == 14:
        continue
    found += 1
    recipient = next((address for _, address in email.utils.getaddresses([message['to'] or '']) if '@' in address), None)
    subject = ' '.join((message['subject'] or '').split()) or None
    put('mail', f'CPython test_email {path.name}', text, {'from': sender, 'to': recipient, 'subject': subject, 'date': day, 'message_id': (message['message-id'] or '').strip() or None})

# Commits, in the three forms that git shows them in.
FORMS = [['show', '--stat=160', '--format=medium'], ['format-patch', '-1', '--stdout', '--stat=160'], ['show', '--stat=160', '--format=commit %h%nsubject: %s%nby %an (%ae), %ad%n', '--date=iso']]
commits = []
for repo in ['expressjs+express', 'vuejs+core', 'psf+requests', 'BurntSushi+ripgrep', 'tmux+tmux']:
    for id in git(repo, 'log', '--no-merges', '--format=%H', '-60').split()[5::18]:
        files = [line.split('\t') for line in git(repo, 'show', '--numstat', '--format=', '--no-renames', id).strip().split('\n')]
        if 0 < len(files) <= 6 and all(len(each) == 3 and each[0].isdigit() for each in files):
            commits.append((repo, id, files))
for number, (repo, id, files) in enumerate(commits[:14]):
    form = FORMS[number % 3]
    text = git(repo, form[0], '--no-renames', *form[1:], id)[:4000]
    hash, short, name, address, day, subject = git(repo, 'log', '-1', '--format=%H%x00%h%x00%an%x00%ae%x00%ad%x00%s', '--date=short', id).strip().split('\0')
    added, gone = sum(int(each[0]) for each in files), sum(int(each[1]) for each in files)
    # A patch mail's subject is what the mail calls it.
    if number % 3 == 1:
        subject = f'[PATCH] {subject}'
    put('git-commit', f'{repo.replace("+", "/")} {short}', text, {'commit': short if number % 3 == 2 else hash, 'author': {'name': name, 'email': address}, 'date': day, 'subject': subject, 'files': [each[2] for each in files], 'insertions': added or None, 'deletions': gone or None})

# Manifests.
found = 0
for repo in ['expressjs+express', 'chartjs+Chart.js', 'vuejs+core', 'vitest-dev+vitest', 'eslint+eslint', 'sveltejs+kit', 'BurntSushi+ripgrep', 'tokio-rs+axum', 'psf+requests', 'Textualize+rich', 'urllib3+urllib3', 'sharkdp+bat']:
    kept = 0
    for path in git(repo, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n'):
        if path.split('/')[-1] not in ('package.json', 'Cargo.toml', 'pyproject.toml') or any(part in path for part in ('test', 'playground', 'example', 'fixtures')) or found == 16 or kept == 2:
            continue
        text = git(repo, 'show', f'HEAD:{path}')
        data = json.loads(text) if path.endswith('json') else tomllib.loads(text)
        data = data.get('package', data.get('project', data))
        needs = (json.loads(text) if path.endswith('json') else tomllib.loads(text)).get('dependencies', {})
        if path.endswith('pyproject.toml'):
            import re
            needs = {re.match(r'[\w.-]+', each)[0]: re.sub(r'^[\w.-]+(\[.*?\])?\s*', '', each).split(';')[0].strip() or None for each in data.get('dependencies', [])}
        if not isinstance(data.get('name'), str) or len(text) > 6000:
            continue
        found += 1
        kept += 1
        text_of = lambda value: value if isinstance(value, str) else value.get('text') if isinstance(value, dict) else None
        put('manifest', f'{repo.replace("+", "/")} {path}', text, {'name': data['name'], 'version': text_of(data.get('version')), 'description': ' '.join((text_of(data.get('description')) or '').split()) or None, 'license': text_of(data.get('license')), 'dependencies': [{'name': name, 'version': value if isinstance(value, str) else value.get('version') if value else None} for name, value in needs.items()]})

# Calendars with one event. icalendar's own tests are kept to what its parser reads without a complaint.
found, seen = 0, set()
for path in sorted(calendars.rglob('*.ics')):
    text = path.read_text('utf8', 'replace')
    try:
        component = icalendar.Component.from_ical(text)
    except ValueError:
        continue
    events = component.walk('VEVENT')
    if found == 16 or len(events) != 1 or not 250 < len(text) < 2500 or events[0].errors or '\ufffd' in text:
        continue
    event = events[0]
    summary, start = str(event.get('SUMMARY', '')).strip(), event.get('DTSTART')
    if not summary or not start or not hasattr(start, 'dt') or summary in seen:
        continue
    seen.add(summary)
    found += 1
    mail = lambda value: str(value)[len('mailto:'):] if str(value).lower().startswith('mailto:') else None
    attendees = event.get('ATTENDEE', [])
    put('calendar-event', f'icalendar {path.relative_to(calendars)}', text, {'summary': summary, 'start': start.dt.strftime('%Y-%m-%d'), 'location': str(event.get('LOCATION', '')).strip() or None, 'organizer': mail(event.get('ORGANIZER', '')), 'attendees': [mail(each) for each in (attendees if isinstance(attendees, list) else [attendees]) if mail(each)], 'uid': str(event['UID']) if 'UID' in event else None})
