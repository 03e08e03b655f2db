using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Tests.Support;
using CsCheck;

namespace ChannelPortal.Tests.Features.Credit;

/// <summary>
/// Any sequence of what can happen to a dealer's credit, on the domain's own entries and rules in memory: the books balance, the running exposure is
/// the sum of the postings, and no order passes beyond what the limit allows without an approval.
/// </summary>
public sealed class LedgerPropertyTests
{
    private const int Sequences = 10_000;
    private static readonly string[] s_moves = ["order", "release", "amend", "amend_approved", "cancel", "ship", "invoice", "pay", "credit_note", "adjust", "limit", "again"];

    [Fact]
    public void AnySequence_KeepsTheBooks() =>
        Gen.Select(Gen.Int[0, s_moves.Length - 1], Gen.Int[1, 6], Gen.Long[1, 900_00]).Array[1, 40].Sample(
            steps =>
            {
                var books = new Books();
                foreach (var (move, document, amount) in steps)
                {
                    books.Do(s_moves[move], document.ToString(CultureInfo.InvariantCulture), amount);
                    books.Check();
                }
            },
            iter: Sequences);

    private sealed class Books
    {
        private readonly CreditAccount account = new() { DealerId = "D0001", Limit = 1_000_00 };
        private readonly List<LedgerPosting> postings = [];
        private readonly Dictionary<string, long> orders = new(StringComparer.Ordinal);
        private readonly Dictionary<string, InvoiceFact> invoices = new(StringComparer.Ordinal);
        private readonly Dictionary<string, PaymentFact> payments = new(StringComparer.Ordinal);
        private int written;

        public void Do(string move, string document, long amount)
        {
            var bound = Posted("order", document, LedgerAccounts.Confirmed) + Posted("order", document, LedgerAccounts.Shipped);
            switch (move)
            {
                case "order" when !orders.ContainsKey(document):
                    orders[document] = Bind(document, amount, CreditCheckPoint.Submit) ? amount : 0;
                    break;
                case "release" when !orders.ContainsKey(document):
                    PostOrder(document, orders[document] = amount, null);
                    break;
                case "amend" when bound > 0 && !invoices.ContainsKey(document):
                    orders[document] = amount <= bound ? PostOrder(document, amount, null) : Bind(document, amount, CreditCheckPoint.Amendment) ? amount : bound;
                    break;
                case "amend_approved" when bound > 0 && !invoices.ContainsKey(document):
                    orders[document] = PostOrder(document, amount, null);
                    break;
                case "cancel" when orders.ContainsKey(document) && !invoices.ContainsKey(document):
                    orders[document] = PostOrder(document, 0, null);
                    break;
                case "ship":
                    var moved = Math.Min(amount, Posted("order", document, LedgerAccounts.Confirmed));
                    Post(new LedgerEntry("order", document, Some.Day).Move(LedgerAccounts.Commitments, LedgerAccounts.Confirmed, moved).Move(LedgerAccounts.Shipped, LedgerAccounts.Commitments, moved), null);
                    break;
                case "invoice" when orders.GetValueOrDefault(document) > 0:
                    invoices[document] = Invoice(document, Math.Min(amount, orders[document]));
                    Follow(document);
                    break;
                case "pay":
                    payments[document] = new PaymentFact { PaymentId = document, DealerId = "D0001", ReceivedOn = Some.Day, Amount = amount, UnappliedAmount = amount / 3, DiscountTaken = amount / 100 };
                    Follow(document);
                    break;
                case "credit_note":
                    Post(new LedgerEntry("credit_note", "CN" + ++written, Some.Day).Move(LedgerAccounts.CreditNotes, LedgerAccounts.Receivable, amount), null);
                    break;
                case "adjust":
                    Post(new LedgerEntry("adjustment", "AJ" + ++written, Some.Day).Move(LedgerAccounts.Receivable, LedgerAccounts.Adjustments, (amount % 2 == 0 ? 1 : -1) * amount), null);
                    break;
                case "limit":
                    account.Limit = amount * 2;
                    break;
                case "again":
                    var before = postings.Count;
                    foreach (var known in invoices.Keys.Concat(payments.Keys).ToList())
                    {
                        Follow(known);
                    }

                    Assert.Equal(before, postings.Count);
                    break;
            }
        }

        public void Check()
        {
            Assert.Equal(0, postings.Sum(p => p.Amount));
            Assert.All(postings.GroupBy(p => p.EntryNo), e => Assert.Equal(0, e.Sum(p => p.Amount)));
            Assert.Equal(LedgerBalances.Of(postings.Select(p => (p.Account, p.Amount))), account.Balances);
            Assert.True(account.Confirmed >= 0 && account.Shipped >= 0, "More was given back than bound.");
            Assert.Equal(
                account.Confirmed + account.Shipped,
                orders.Sum(o => Math.Max(0, o.Value - Billed(o.Key))));
            Assert.Equal(postings.Count, postings.Select(p => (p.DocumentKind, p.DocumentNumber, p.Step, p.Line)).Distinct().Count());
        }

        /// <summary>What the writer does: judge, then post below the ceiling. A passed step never leaves more exposure than the ceiling.</summary>
        private bool Bind(string order, long amount, CreditCheckPoint point)
        {
            var bound = Posted("order", order, LedgerAccounts.Confirmed) + Posted("order", order, LedgerAccounts.Shipped);
            var expected = account.Exposure + amount - bound;
            var ceiling = CreditRules.Ceiling(account, Ageing.None, Some.Day);
            var passes = CreditRules.Judge(account, Ageing.None, point, amount - bound, Some.Day).Passes;
            if (passes)
            {
                PostOrder(order, amount, ceiling);
                Assert.True(account.Exposure <= ceiling, "An order passed beyond the limit.");
                Assert.Equal(expected, account.Exposure);
            }
            else
            {
                Assert.True(expected > account.CoverOn(Some.Day), "An order was held within the limit.");
            }

            return passes;
        }

        private long PostOrder(string order, long amount, long? ceiling)
        {
            Post(DocumentEntries.Order(order, Posted("order", order, LedgerAccounts.Confirmed), Posted("order", order, LedgerAccounts.Shipped), amount, false, Some.Day), ceiling);
            return amount;
        }

        private void Follow(string document)
        {
            if (invoices.TryGetValue(document, out var invoice))
            {
                Post(DocumentEntries.Invoice(invoice, a => Posted("invoice", document, a)), null);
                PostOrder(document, orders[document] - Billed(document), null);
            }

            if (payments.TryGetValue(document, out var payment))
            {
                Post(DocumentEntries.Payment(payment, a => Posted("payment", document, a)), null);
            }
        }

        private void Post(LedgerEntry entry, long? ceiling)
        {
            Assert.True(ceiling is null || account.Exposure + entry.Change.Exposure <= ceiling);
            if (!entry.IsEmpty)
            {
                var step = 1 + postings.Where(p => p.DocumentKind == entry.Kind && p.DocumentNumber == entry.Number).Select(p => p.Step).DefaultIfEmpty().Max();
                postings.AddRange(entry.Postings(account, ++account.Entries, step, Some.Noon));
                account.Apply(entry.Change);
            }
        }

        private long Posted(string kind, string number, string ledgerAccount) =>
            postings.Where(p => p.DocumentKind == kind && p.DocumentNumber == number && p.Account == ledgerAccount).Sum(p => p.Amount);

        private long Billed(string order) => invoices.TryGetValue(order, out var invoice) && invoice.EStatus != "red" ? invoice.NetAmount : 0;

        private static InvoiceFact Invoice(string order, long net) => new()
        {
            InvoiceId = order, DealerId = "D0001", OrderId = order, InvoicedOn = Some.Day, DueOn = Some.Day.AddDays(30), NetAmount = net, TaxAmount = net / 8, GrossAmount = net + (net / 8),
            EStatus = net % 7 == 0 ? "red" : "issued",
        };
    }
}
