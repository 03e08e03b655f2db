using System.Globalization;
using System.Text;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Features.Imports;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Files;

/// <summary>Files that are refused before their first row: each with a message of its own, in both languages.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class TableFileTests : IDisposable
{
    private static readonly ErrorTexts s_texts = new([]);
    private readonly ImportFiles files = new();

    [Fact]
    public async Task Read_RefusedFiles_EachSaysWhy()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var cases = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [files.PathOf("missing.csv")] = "file_missing",
            [files.Write("empty.csv", [])] = "file_size",
            [files.Write("picture.csv", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1, 2, 3])] = "file_not_text",
            [files.Text("headless.csv", " , ,\n1,2,3\n")] = "file_no_header",
            [files.Text("open-quote.csv", "a,b\n\"1,2\n")] = "file_open_quote",
            [files.Write("encrypted.xlsx", [0x50, 0x4B, 3, 4, 9, 9, 9, 9])] = "sheet_unreadable",
            [files.Bomb("bomb.xlsx")] = "sheet_bomb",
        };
        var messages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, code) in cases)
        {
            var error = await RefusalAsync(path);
            Assert.Equal(code, error.Code);
            var (chinese, english) = (s_texts.Describe(error, CultureInfo.GetCultureInfo("zh-CN")), s_texts.Describe(error, CultureInfo.GetCultureInfo("en")));
            Assert.Contains(chinese, c => c is >= '\u4e00' and <= '\u9fff');
            Assert.True(messages.Add(chinese) && messages.Add(english), chinese);
        }
    }

    [Fact]
    public async Task Read_ZipThatIsNoWorkbook_SaysSo()
    {
        var path = files.PathOf("other.xlsx");
        await using (var archive = await System.IO.Compression.ZipFile.OpenAsync(path, System.IO.Compression.ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            archive.CreateEntry("readme.txt");
        }

        Assert.Equal("sheet_not_xlsx", (await RefusalAsync(path)).Code);
    }

    [Fact]
    public async Task Read_Bomb_NeverInflatesIt()
    {
        var bytes = await File.ReadAllBytesAsync(files.Bomb("bomb.xlsx"), TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("sheet_bomb", Assert.Single(TableFile.Read(bytes).Errors).Code);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024, 0, 8);
    }

    [Fact]
    public async Task Read_DeclaredEncodingThatIsWrong_NamesIt()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var read = await TableFile.ReadAsync(files.Text("gb.csv", "名称\n杭州\n", Encoding.GetEncoding("gb18030")), "utf-8", null, TestContext.Current.CancellationToken);
        Assert.Equal("file_encoding", Assert.Single(read.Errors).Code);
        Assert.Contains("utf-8", s_texts.Describe(read.Errors[0], CultureInfo.GetCultureInfo("en")));
    }

    [Fact]
    public async Task Read_TwelveMegabytes_IsRead()
    {
        var read = await TableFile.ReadAsync(files.Text("large.csv", "a,b\n" + string.Concat(Enumerable.Repeat(new string('x', 118) + ",1\n", 100_000))), null, null, TestContext.Current.CancellationToken);
        Assert.Equal((100_000, 100_000), (read.Value!.Count, read.Value.Rows.Count()));
    }

    public void Dispose() => files.Dispose();

    private static async Task<Error> RefusalAsync(string path) =>
        Assert.Single((await TableFile.ReadAsync(path, null, null, TestContext.Current.CancellationToken)).Errors);
}
