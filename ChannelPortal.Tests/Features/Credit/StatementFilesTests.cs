using System.Net;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MiniExcelLibs;

namespace ChannelPortal.Tests.Features.Credit;

/// <summary>Statements as files through the whole host: own ones, safe cells, and nothing of another dealer.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class StatementFilesTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private const string Period = "?from=2026-10-01&to=2026-10-31";

    [Fact]
    public async Task Files_OfTheOwnAccount_HoldTypedSafeCells_AndNothingOfAnotherDealer()
    {
        var printed = new Printer();
        await using var portal = new TestPortal(await database.FreshAsync(), new FakeTimeProvider(Some.Noon.AddHours(1)), s => s.AddSingleton<IReportPdfRenderer>(printed));
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync("ar", Ordering.Snapshot("D0001", 100_000_00, openAr: 300_00), Ordering.Snapshot("D0002", 100_000_00, openAr: 77_00));
        await portal.Services.GetRequiredService<LedgerFollower>().CatchUpAsync(TestContext.Current.CancellationToken);
        await PostAsync("D0001", "=HYPERLINK(\"http://x\")", "c1");
        await PostAsync("D0002", "secret of the other", "c2");
        using var own = await portal.SignInAsRoleAsync("DF");
        using var other = await portal.SignInAsRoleAsync("DF", "D0002");
        using var finance = await portal.SignInAsRoleAsync("FIN");

        var csv = await own.GetStringAsync(new Uri("/account/statement.csv" + Period, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of the other", csv, StringComparison.Ordinal);
        Assert.Contains("secret of the other", await other.GetStringAsync(new Uri("/account/statement.csv" + Period, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var sheet = new MemoryStream(await own.GetByteArrayAsync(new Uri("/account/statement.xlsx" + Period, UriKind.Relative), TestContext.Current.CancellationToken));
        var rows = sheet.Query(useHeaderRow: false).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal([300.0, 295.0, 295.0], rows.Skip(1).Select(r => Assert.IsType<double>(r["F"])));
        Assert.Equal(-5.0, rows[2]["E"]);
        using var pdf = await own.GetAsync(new Uri("/account/statement.pdf" + Period, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.Contains("D0001", printed.Last!.Blocks.OfType<Paragraph>().First().Text.Zh, StringComparison.Ordinal);

        // A dealer has no way to the finance address, and an unknown account looks like a foreign one.
        foreach (var dealer in new[] { "D0001", "D9999" })
        {
            using var refused = await other.GetAsync(new Uri($"/credit/{dealer}/statement.csv" + Period, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(refused.StatusCode is HttpStatusCode.Found or HttpStatusCode.Forbidden or HttpStatusCode.NotFound, refused.StatusCode.ToString());
        }

        using var any = await finance.GetAsync(new Uri("/credit/D0002/statement.csv" + Period, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
        using var unknown = await finance.GetAsync(new Uri("/credit/D9999/statement.csv" + Period, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        async Task PostAsync(string dealer, string reason, string id) => Assert.True((await portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(
            new PostDocument(dealer, "credit_note", 5_00, reason), Some.HeadOffice("FIN"), id, TestContext.Current.CancellationToken)).Ok);
    }

    private sealed class Printer : IReportPdfRenderer
    {
        public ReportDocument? Last { get; private set; }

        public Task<byte[]> RenderAsync(ReportDocument document, CancellationToken cancellationToken)
        {
            Last = document;
            return Task.FromResult("%PDF"u8.ToArray());
        }
    }
}
