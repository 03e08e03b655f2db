using System.Globalization;
using System.Xml.Linq;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>Formulas in words: each node of the syntax tree, in both languages.</summary>
public sealed class FormulaWordsTests
{
    [Theory]
    [InlineData("2.5", "2.5", "2.5")]
    [InlineData("-SUM(orders: net_amount)", "订单的净额合计的相反数", "minus the sum of net amount of orders")]
    [InlineData("ABS(SUM(orders: net_amount))", "订单的净额合计的绝对值", "the absolute value of the sum of net amount of orders")]
    [InlineData("TOTAL(COUNT(orders: *))", "全部经销商（不按切片）的订单的条数", "the number of orders over all dealers, without the slice")]
    [InlineData("SUM(order_lines: net_amount WHERE status<>'cancelled')/COUNT(orders: *)",
        "状态不是“已取消”的订单行的净额合计除以订单的条数", "the sum of net amount of order lines where status is not “cancelled” divided by the number of orders")]
    [InlineData("(COUNT(orders: *)+1)*2-(3-1)", "（订单的条数加1）乘以2减（3减1）", "(the number of orders plus 1) times 2 minus (3 minus 1)")]
    [InlineData("COUNT(orders: confirmed_at)", "有确认时间的订单的条数", "the number of orders that have confirmed time")]
    [InlineData("COUNTD(orders: dealer_id)@PY", "去年同期订单中不同经销商的个数", "the number of different values of dealer in orders in the same period last year")]
    [InlineData("AVG(orders: DAYS(ordered_on,promised_on))", "订单的从下单日期到承诺日期的天数平均值", "the average of days from ordered date to promised date of orders")]
    [InlineData("MIN(orders: MAX0(-hold_hours)) - MAX(orders: ABS(hold_hours))",
        "订单的暂停小时数的相反数（负数计为 0）最小值减订单的暂停小时数的绝对值最大值",
        "the smallest minus hold hours, at least 0 of orders minus the largest absolute hold hours of orders")]
    [InlineData("COUNT(orders: * WHERE is_rush=1 AND (channel IN ('edi','mobile') OR NOT net_amount>5))",
        "是否加急是“是”且（渠道属于“EDI”、“移动端”或非（净额大于5））的订单的条数",
        "the number of orders where rush is “yes” and (channel is one of “EDI”, “mobile” or not (net amount is above 5))")]
    [InlineData("COUNT(orders: * WHERE confirmed_at IS NULL OR was_held=0 AND promised_on IS NOT NULL)",
        "确认时间为空或是否曾暂停是“否”且承诺日期有值的订单的条数",
        "the number of orders where confirmed time is empty or held is “no” and promised date is present")]
    [InlineData("COUNT(orders: * WHERE dealer.tier NOT IN ('gold') AND ordered_on>=PSTART AND ordered_on<PEND AND line_count<=3)",
        "经销商的级别不属于“gold”且下单日期不低于期初日且下单日期小于期末日且行数不超过3的订单的条数",
        "the number of orders where tier of the dealer is none of “gold” and ordered date is at least the first day of the period and ordered date is below the day after the period and line count is at most 3")]
    [InlineData("GCOUNT(orders: COUNT(*) BY dealer_id HAVING v>=2)@R3",
        "最近三个月订单按经销商分组（每组取条数）的组数，只计满足“每组的值不低于2”的组",
        "the number of groups by dealer of orders, each with its number of rows, of groups where the value of the group is at least 2 in the last three months")]
    [InlineData("SLOPE(orders: SUM(net_amount) BY MONTH(ordered_on))@R12",
        "最近十二个月订单按下单日期所在月份的净额合计每月趋势（占均值的比例）",
        "the monthly trend, over month of ordered date, of the sum of net amount of orders, as a share of its mean in the last twelve months")]
    [InlineData("COUNTD(orders: dealer_id||channel ON promised_on)", "订单中不同经销商与渠道的组合的个数（按承诺日期归期）", "the number of different values of dealer together with channel in orders, dated by promised date")]
    public void Describe_EachNode_ReadsInBothLanguages(string formula, string chinese, string english)
    {
        Assert.Equal(chinese, Describe("zh-CN", formula));
        Assert.Equal(english, Describe("en", formula));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Describe_WholeCatalogue_NeedsNoOtherWord(string culture)
    {
        foreach (var metric in ProductMetrics.Load().Metrics)
        {
            var words = Describe(culture, metric.Definition.Formula);
            Assert.DoesNotContain("Words_", words, StringComparison.Ordinal);
            Assert.DoesNotContain("_", words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("FactText.resx")]
    [InlineData("FactText.en.resx")]
    public void Glossary_NamesEveryFactAndColumn(string file)
    {
        var known = XDocument.Parse(Repository.Read("ChannelPortal/Features/Metrics/" + file)).Descendants("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);
        var needed = FactCatalog.Product.Facts.Select(f => "Fact_" + f.Name).Concat(FactCatalog.Product.Facts.SelectMany(f => f.Columns).Select(c => "Column_" + c.Name)).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("Column_line_no", needed);
        Assert.Empty(needed.Where(n => !known.TryGetValue(n, out var text) || text.Length == 0 || text.Contains('_', StringComparison.Ordinal)));
    }

    internal static FormulaWords Words()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return new FormulaWords(services.GetRequiredService<IStringLocalizer<FactText>>(), services.GetRequiredService<IStringLocalizer<MetricsText>>());
    }

    private static string Describe(string culture, string formula)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return Words().Describe(formula);
    }
}
