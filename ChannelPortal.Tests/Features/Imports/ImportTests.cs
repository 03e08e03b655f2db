using System.Globalization;
using System.Text;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Imports;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Imports;

/// <summary>A file is read whole or refused with a reason for each row, in the user's language; nothing is half-written.</summary>
public abstract class ImportTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Header = "小票号,经销商编码,产品编码,销售日期,数量,金额\n";
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16BE", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Import_ChineseCsvInAnyUsualEncoding_KeepsItsNames(string encoding)
    {
        await using var run = await RunAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = run.Files.Text("dealers.csv", "经销商编码,经销商名称,区域编码,等级,加盟日期\nD0100,嘉兴镕犇建材,3301,金牌,2024年3月1日\n", encoding switch
        {
            "utf-8" => null,
            "utf-8 with mark" => Encoding.UTF8,
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            _ => Encoding.GetEncoding("gb18030"),
        });
        Assert.Equal((1, 1, 0, 1L), Counts(await run.ImportAsync(file, "dealers")));
        await using var db = run.Database.Open();
        var dealer = await db.Set<DealerFact>().SingleAsync(d => d.DealerId == "D0100", Cancellation);
        Assert.Equal(("嘉兴镕犇建材", "gold", new DateOnly(2024, 3, 1)), (dealer.Name, dealer.Tier, dealer.JoinedOn));
    }

    [Fact]
    public async Task Import_FaultyRows_NamesRowColumnAndReasonInBothLanguages()
    {
        await using var run = await RunAsync();
        var file = run.Files.Text("sales.csv", Header
            + "S1,D0001,P0001,2026-10-15,1,150.00\n"
            + "S2,D9999,P0001,2026-10-15,1,150.00\n"
            + "S3,D0001,P0001,2026-12-24,1,150.00\n"
            + "S4,D0001,P0001,2026-10-15,eins,150.00\n"
            + "S5,D0001,P0001,2026-10-15,1,150.005\n"
            + "S6,D0001,P0001,31/12/2026,1,150.00\n"
            + ",D0001,P0001,2026-10-15,1,150.00\n"
            + "S1,D0001,P0001,2026-10-15,2,300.00\n");
        foreach (var culture in new[] { s_chinese, s_english })
        {
            var result = (await run.ImportAsync(file, dryRun: true, culture: culture)).Value!;
            Assert.Equal((8, 1, 7, 0L), Counts(result));
            Assert.Equal(
                [
                    (3, "dealer_id", "unknown_reference"), (4, "sold_on", "date_in_future"), (5, "qty", "not_a_number"), (6, "amount", "too_many_decimals"),
                    (7, "sold_on", "not_a_date"), (8, "sale_id", "value_required"), (9, "sale_id", "row_twice"),
                ],
                result.Errors.Select(e => (e.Row, e.Column, e.Code)));
            Assert.All(result.Errors, e => Assert.Equal(culture == s_chinese, e.Message.Any(c => c is >= '\u4e00' and <= '\u9fff')));
            Assert.Equal(7, result.Errors.Select(e => e.Message).Distinct().Count());
        }

        Assert.Equal(0, await run.SalesAsync());
        Assert.Equal((8, 0, 7, 0L), Counts((await run.ImportAsync(file)).Value!));
        Assert.Equal(0, await run.SalesAsync());
        Assert.Equal((8, 1, 7, 1L), Counts((await run.ImportAsync(file, validOnly: true)).Value!));
        Assert.Equal(1, await run.SalesAsync());
    }

    [Fact]
    public async Task Import_SameFileAgain_AddsNothingAndSaysSo()
    {
        await using var run = await RunAsync();
        var file = run.Files.Text("sales.csv", Header + "S1,D0001,P0001,2026-10-15,1,150.00\nS2,D0002,P0002,20261014,2,\"1,250.00\"\n");
        Assert.Equal((2, 2, 0, 2L), Counts((await run.ImportAsync(file)).Value!));
        var again = (await run.ImportAsync(file)).Value!;
        Assert.Equal((2, 2, 0, 0L), Counts(again));
        Assert.True(again.DuplicateFile);
        Assert.Equal("duplicate_file", again.Notices[0].Code);
        await using var db = run.Database.Open();
        Assert.Equal(140_000, await db.Set<PosSaleMonth>().SumAsync(s => s.Amount, Cancellation));
    }

    [Fact]
    public async Task Import_RowOfAnotherDealersRecord_IsRefusedBeforeAnythingIsWritten()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("pos", Some.PosSale("S2", "D0001"));
        var file = run.Files.Text("sales.csv", Header + "S1,D0002,P0001,2026-10-15,1,150.00\nS2,D0002,P0001,2026-10-15,1,150.00\n");
        var result = (await run.ImportAsync(file)).Value!;
        Assert.Equal((2, 0, 1, 0L), Counts(result));
        Assert.Equal((3, "dealer_id", "owner_changed"), Assert.Single(result.Errors.Select(e => (e.Row, e.Column, e.Code))));
        Assert.Equal(1, await run.SalesAsync());
    }

    [Fact]
    public async Task Import_SheetWithFormulas_TakesTheSavedResultsAndSaysSo()
    {
        await using var run = await RunAsync();
        var file = run.Files.Sheet(
            "sales.xlsx", ["小票号", "经销商编码", "产品编码", "销售日期", "数量", "金额"], ["S1", "D0001", "P0001", "2026-10-15", "=1+1|2", "=E2*150|300"], ["S2", "D0001", "P0002", "2026-10-15", "1", "45.5"]);
        var result = (await run.ImportAsync(file)).Value!;
        Assert.Equal((2, 2, 0, 2L), Counts(result));
        Assert.Equal("formula_cells", Assert.Single(result.Notices).Code);
        await using var db = run.Database.Open();
        Assert.Equal([(2_000L, 300_00L), (1_000L, 45_50L)], await db.Set<PosSaleFact>().OrderBy(s => s.SaleId).Select(s => new ValueTuple<long, long>(s.Qty, s.Amount)).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Import_NamesThatAreLongOrHostile_StayTextOrAreRefused()
    {
        await using var run = await RunAsync();
        var file = run.Files.Text("dealers.csv", "经销商编码,经销商名称,区域编码,加盟日期\n"
            + "D1,=HYPERLINK(0),3301,2024-01-01\nD2,<script>alert(1)</script>,3301,2024-01-01\nD3,宏远🏗️建材,3301,2024-01-01\n"
            + $"D4,{new string('长', 300)},3301,2024-01-01\n");
        var result = await run.ImportAsync(file, "dealers", validOnly: true);
        Assert.Equal((4, 3, 1, 3L), Counts(result));
        Assert.Equal((5, "name", "text_too_long"), Assert.Single(result.Value!.Errors.Select(e => (e.Row, e.Column, e.Code))));
        Assert.Equal((2, "name", "formula_text"), Assert.Single(result.Value!.Notices.Select(e => (e.Row, e.Column, e.Code))));
        await using var db = run.Database.Open();
        Assert.Equal(
            ["=HYPERLINK(0)", "<script>alert(1)</script>", "宏远🏗️建材"],
            await db.Set<DealerFact>().Where(d => d.DealerId.Length == 2).OrderBy(d => d.DealerId).Select(d => d.Name).ToListAsync(Cancellation));
    }

    // Memory is the process's: nothing else may run beside it.
    [Fact(DisableParallelization = true)]
    public async Task Import_HundredThousandRows_PassesAndHoldsLittle()
    {
        await using var run = await RunAsync();
        var file = HundredThousandSales(run.Files);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var mapping = (await ImportMapping.LoadAsync("pos-sales", Cancellation)).Value!;
        var table = (await TableFile.ReadAsync(file, mapping.Encoding, mapping.Delimiter?[0], Cancellation)).Value!;
        var parsed = (await run.Portal.Get<FactImporter>().ParseAsync(table, mapping, s_chinese, Cancellation)).Value!;

        // The text once and the typed rows; cells of all rows at once would be several times as much.
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024, 1, 96);
        Assert.Equal(100_000, parsed.Rows.Count);
        Assert.Equal((100_000, 100_000, 0, 100_000L), Counts(await run.ImportAsync(file)));
        Assert.Equal(100_000, await run.SalesAsync());
        GC.KeepAlive(table);
    }

    /// <summary>In a method of its own, so that the text is gone when memory is measured.</summary>
    private static string HundredThousandSales(ImportFiles files)
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 100_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"S{i:000000},D000{(i % 2) + 1},P0001,2026-{(i % 9) + 1:00}-{(i % 28) + 1:00},1,150.00\n");
        }

        return files.Text("sales.csv", text.ToString());
    }

    private static (int Rows, int Accepted, int Rejected, long Added) Counts(Result<ImportResult> result) => Counts(result.Value!);

    private static (int Rows, int Accepted, int Rejected, long Added) Counts(ImportResult result) => (result.Rows, result.Accepted, result.Rejected, result.Added);

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddImports());
        await portal.RecordAsync("world", Some.World());
        return new Run(fresh, portal);
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        public ImportFiles Files { get; } = new();

        public async Task<Result<ImportResult>> ImportAsync(string file, string mapping = "pos-sales", bool dryRun = false, bool validOnly = false, CultureInfo? culture = null)
        {
            var loaded = (await ImportMapping.LoadAsync(mapping, Cancellation)).Value!;
            return await Portal.Get<FactImporter>().ImportAsync(file, loaded, dryRun, validOnly, culture ?? s_chinese, Cancellation);
        }

        public async Task<int> SalesAsync()
        {
            await using var db = Database.Open();
            var sales = await db.Set<PosSaleFact>().CountAsync(Cancellation);
            Assert.Equal(sales, await db.Set<FactLogEntry>().CountAsync(e => e.Fact == "pos_sales", Cancellation));
            return sales;
        }

        public async ValueTask DisposeAsync()
        {
            Files.Dispose();
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

public sealed class ImportOnSqliteTests(SqliteDatabase database) : ImportTests(database), IClassFixture<SqliteDatabase>;

public sealed class ImportOnPostgreSqlTests(PostgreSqlDatabase database) : ImportTests(database), IClassFixture<PostgreSqlDatabase>;
