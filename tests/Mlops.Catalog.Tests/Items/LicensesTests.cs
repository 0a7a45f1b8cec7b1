using Mlops.Catalog.Items;

namespace Mlops.Catalog.Tests.Items;

public class LicensesTests
{
    [Theory]
    [InlineData("Apache Software License 2.0\n\nCopyright (c) 2024", "Apache-2.0")]
    [InlineData("   Apache License\n  Version 2.0, January 2004", "Apache-2.0")]
    [InlineData("MIT License\n\nPermission is hereby granted, free of charge, to any person ... without restriction", "MIT")]
    [InlineData("GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007", "LGPL-3.0-only")]
    [InlineData("GNU GENERAL PUBLIC LICENSE\n Version 3", "GPL-3.0-only")]
    [InlineData("Attribution 4.0 International", "CC-BY-4.0")]
    [InlineData("All rights reserved.", null)]
    [InlineData("", null)]
    public void A_licence_is_known_by_its_text(string text, string? license) => Assert.Equal(license, Licenses.Detect(text));

    [Theory]
    [InlineData("LICENSE", true)]
    [InlineData("Licence.md", true)]
    [InlineData("COPYING.txt", true)]
    [InlineData("docs/LICENSE", false)]
    [InlineData("LICENSE.py", false)]
    public void A_licence_file_is_known_by_its_name(string path, bool expected) => Assert.Equal(expected, Licenses.IsLicenseFile(path));
}
