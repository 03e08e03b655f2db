namespace ChannelPortal.EndToEnd.Bench;

internal static class BenchProgram
{
    public static Task<int> RunAsync(string[] arguments)
    {
        Console.Error.WriteLine(arguments.Length);
        return Task.FromResult(2);
    }
}
