using System.Text;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Files;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>Columns, cells and suggestions, without a database.</summary>
public sealed class FeedColumnsTests
{
    [Fact]
    public void Guess_TakesRememberedHeaders_ThenUsualWords_ThenWordsInside()
    {
        Assert.Equal([("code", 1), ("date", 0), ("quantity", 2)], Of(FeedKinds.Stock, null, "盘点日期", "产品编码", "库存数量"));
        Assert.Equal([("amount", 3), ("code", 0), ("date", 1), ("quantity", 2)], Of(FeedKinds.Pos, null, "SKU", "Sales date", "QTY", "Net amount (CNY)"));
        Assert.Equal([("code", 0), ("quantity", 1)], Of(FeedKinds.Stock, new Dictionary<string, string> { ["code"] = "Mat.", ["quantity"] = "Q1" }, "mat.", "q1", "库存"));
        Assert.Equal([("quantity", 0)], Of(FeedKinds.Stock, null, "期末库存数量(箱)", "x"));
        Assert.False(FeedColumns.IsSure(FeedKinds.Stock, ["期末库存数量(箱)", "x"], null));
        Assert.True(FeedColumns.IsSure(FeedKinds.Stock, ["产品编码", "数量", "备注"], null));

        static IEnumerable<(string, int)> Of(string kind, IReadOnlyDictionary<string, string>? remembered, params string[] headers) =>
            FeedColumns.Guess(kind, headers, remembered).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Value));
    }

    [Fact]
    public void ChineseFileWithSemicolons_IsCutIntoRows()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = TableFile.Read(Encoding.GetEncoding("gb18030").GetBytes("产品编码;库存数量;经销商编码\nP0001;1,5;D0001\n;;\n")).Value!;
        var row = Assert.Single(FeedColumns.Cut(table.Rows, FeedColumns.Guess(FeedKinds.Stock, table.Headers, null), "2026-10-15"));
        Assert.Equal((2, "P0001", "1,5", "2026-10-15", "D0001"), (row.Line, row.Code, row.Quantity, row.Date, row.Dealer));
    }

    [Theory]
    [InlineData("1,200", 1_200_000L)]
    [InlineData("1,200.5", 1_200_500L)]
    [InlineData("1.200,5", 1_200_500L)]
    [InlineData("1,5", 1_500L)]
    [InlineData("１２", 12_000L)]
    [InlineData("¥ 3", 3_000L)]
    [InlineData("-2", -2_000L)]
    [InlineData("0.0005", null)]
    [InlineData("1e3", null)]
    [InlineData("12 pcs", null)]
    public void Number_ReadsWhatPeopleWrite(string text, long? thousandths) => Assert.Equal(thousandths, FeedCells.Number(text, 1_000));

    [Theory]
    [InlineData("2026-10-15")]
    [InlineData("2026/10/15")]
    [InlineData("2026年10月15日")]
    [InlineData("20261015")]
    [InlineData("15.10.2026")]
    [InlineData("2026-10-15 08:30:00")]
    public void Day_ReadsTheUsualForms(string text) => Assert.Equal(new DateOnly(2026, 10, 15), FeedCells.Day(text));

    [Fact]
    public void Suggestions_PutTheLikeliestFirst()
    {
        FeedProduct[] products = [new("P0001", "强力型瓷砖胶", "Strong tile adhesive", "袋", null, 1), new("P0002", "柔性防水涂料", "Flexible waterproof coating", "桶", null, 1), new("P0010", "瓷砖背胶", "Tile back glue", "桶", null, 1)];
        Assert.Equal("P0001", ProductSuggestions.Of("ZJ-01", "瓷砖胶 强力型 20kg", products)[0].ProductId);
        Assert.Equal("P0002", ProductSuggestions.Of("P-0002", null, products)[0].ProductId);
        Assert.Empty(ProductSuggestions.Of("zzz", "qqq", products));
    }

    [Fact]
    public void Spread_OfAPastThatNeverMoved_StillAllowsSmallMoves()
    {
        var steady = RobustSpread.Of(Enumerable.Repeat(100_000L, 10), 1_000);
        Assert.True(Math.Abs(steady.ZOf(110_000)) < 5);
        Assert.True(Math.Abs(steady.ZOf(200_000)) > 5);
    }
}
