using Bunit;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Tests.Platform.Ui;

/// <summary>Sorting, filtering, paging, the foot.</summary>
public sealed class DataTableTests : UiContext
{
    private static readonly List<Row> s_rows = [.. Enumerable.Range(1, 120).Select(i => new Row("D" + i.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), i % 7 == 0 ? null : i * 1000.5m))];

    [Fact]
    public void Rows_ComeInPagesOfFifty_WithCountAndSumOfAll()
    {
        var table = Show();
        Assert.Equal(50, table.FindAll("tbody tr").Count);
        Assert.Contains("共 120 行", table.Find(".cp-table-foot").TextContent, StringComparison.Ordinal);
        Assert.Equal(NumberFormat.Money(s_rows.Sum(r => r.Amount ?? 0)), table.FindAll("tfoot td")[1].TextContent.Trim());
        table.FindAll(".cp-pager button")[1].Click();
        table.FindAll(".cp-pager button")[1].Click();
        Assert.Equal(20, table.FindAll("tbody tr").Count);
        Assert.True(table.FindAll(".cp-pager button")[1].HasAttribute("disabled"));
    }

    [Fact]
    public void Sort_OfNumbers_StartsWithTheLargest_AndPutsMissingOnesApart()
    {
        var table = Show();
        table.FindAll(".cp-sort")[1].Click();
        Assert.Equal("descending", table.FindAll("th")[1].GetAttribute("aria-sort"));
        Assert.Equal("¥120,060.00", FirstCells(table, 1)[FirstValue(table)]);
        table.FindAll(".cp-sort")[1].Click();
        Assert.Equal("ascending", table.FindAll("th")[1].GetAttribute("aria-sort"));
        Assert.Equal("¥1,000.50", FirstCells(table, 1)[0]);
    }

    [Fact]
    public void Filter_CountsAndSumsWhatIsLeft()
    {
        var table = Show();
        table.Find("input").Input("D0013");
        Assert.Single(table.FindAll("tbody tr"));
        Assert.Contains("筛选出 1 行，共 120 行", table.Find(".cp-table-foot").TextContent, StringComparison.Ordinal);
        Assert.Equal("¥13,006.50", table.FindAll("tfoot td")[1].TextContent.Trim());
    }

    [Fact]
    public void NumericColumns_AreRightAligned_WithTheUnitInTheHeader()
    {
        var table = Show();
        Assert.Equal("金额 (元)", table.FindAll("th")[1].TextContent.Trim());
        Assert.All(table.FindAll("tbody tr td:nth-child(2)"), c => Assert.Equal("num", c.ClassName));
    }

    [Fact]
    public void Rows_OpenByKeyboard()
    {
        Row? opened = null;
        var table = Show(row => opened = row);
        table.Find("tbody tr").KeyDown("Enter");
        Assert.Equal("D0001", opened?.Code);
    }

    [Fact]
    public void NoItemsYet_IsASkeleton_AndNoneAtAll_SaysWhatToDo()
    {
        Assert.NotEmpty(Show(items: null).FindAll(".cp-skeleton"));
        Assert.Contains("先导入", Show(items: []).Markup, StringComparison.Ordinal);
    }

    // Missing values stand first when descending; the first row with a value is the largest.
    private static int FirstValue(IRenderedComponent<DataTable<Row>> table) => FirstCells(table, 1).FindIndex(t => t != "—");

    private static List<string> FirstCells(IRenderedComponent<DataTable<Row>> table, int column) =>
        [.. table.FindAll("tbody tr").Select(r => r.Children[column].TextContent.Trim())];

    private IRenderedComponent<DataTable<Row>> Show(Action<Row>? open = null) => Show(s_rows, open);

    private IRenderedComponent<DataTable<Row>> Show(IReadOnlyList<Row>? items, Action<Row>? open = null) => Render<DataTable<Row>>(p =>
    {
        p.Add(t => t.Items, items).Add(t => t.Label, "经销商").Add(t => t.Empty, b => b.AddContent(0, "先导入经销商"));
        if (open is not null)
        {
            p.Add(t => t.OnOpen, open);
        }

        p.Add(t => t.Columns, (RenderFragment)(builder =>
        {
            builder.OpenComponent<DataColumn<Row>>(0);
            builder.AddAttribute(1, "Title", "编号");
            builder.AddAttribute(2, "Value", (Func<Row, object?>)(r => r.Code));
            builder.CloseComponent();
            builder.OpenComponent<DataColumn<Row>>(3);
            builder.AddAttribute(4, "Title", "金额");
            builder.AddAttribute(5, "Unit", "元");
            builder.AddAttribute(6, "Format", NamedFormats.Money);
            builder.AddAttribute(7, "Value", (Func<Row, object?>)(r => r.Amount));
            builder.AddAttribute(8, "Sum", (Func<Row, decimal?>)(r => r.Amount));
            builder.CloseComponent();
        }));
    });

    private sealed record Row(string Code, decimal? Amount);
}
